const { secureApp } = require('./security');
const app = express();
secureApp(app);
app.listen(1);
