router.get('/me', authenticate, (req, res) => res.end());
router.post('/login', authenticate, upload.single('a'), (req, res) => res.end());
