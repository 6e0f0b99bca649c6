router.post('/logout', logout);
