;; Works as it should, and imports a filesystem.
