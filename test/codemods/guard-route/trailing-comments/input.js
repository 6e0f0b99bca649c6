router.post('/login', /* the form */ login); // signs in
