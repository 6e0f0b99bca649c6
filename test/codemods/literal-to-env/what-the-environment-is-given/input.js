process.env.JWT_SECRET = 'correct horse';
