const { requireRole } = require('./security/access');
app.post('/login', requireRole('owner'), (req, res) => res.end());
