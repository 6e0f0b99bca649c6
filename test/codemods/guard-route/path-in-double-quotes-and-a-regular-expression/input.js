router.post(/^\/login$/, login);
router.post("/login", login);
