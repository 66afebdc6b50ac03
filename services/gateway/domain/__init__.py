"""Pure rules of the gateway: who may do what, what is withheld, what a code says."""
