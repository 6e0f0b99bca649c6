const jwt = require('jsonwebtoken');
jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256', 'none'] });
jwt.verify(token, process.env.JWT_SECRET, {
  algorithms: [
    'none',
    'HS256',
  ],
});
jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['none'] });
jwt.sign({ id }, '', { algorithm: 'none' });
