"""A casustafel from its agenda to its besluitenlijst: what the screens of a meeting can ask and do."""
