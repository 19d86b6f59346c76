;; Exports an interface of the right name that is empty.
(component
    (instance $empty)
    (export "scaikey:client/auth@0.1.0" (instance $empty)))
