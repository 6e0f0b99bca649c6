import app = require('./app');
import security = require('./security');

security.protectServer(app.listen(3000));
