router.get('/me', authenticate, (req, res) => res.end());
router.post('/login', upload.single('a'), (req, res) => res.end());
