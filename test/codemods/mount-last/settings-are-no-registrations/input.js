const express = require('express');
const app = express();

app.use(routes);

app.set('port', 3000);
app.disable('x-powered-by');
app.on('mount', console.log);
console.log(app.get('env'), app);
