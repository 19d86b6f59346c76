;; Answers every call with zeros and asks nobody.
