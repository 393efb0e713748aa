-- The public side says whether it is ready: not before a restored backup has been sealed anew.
GRANT EXECUTE ON FUNCTION seals_are_applied(text) TO court_public;
