const express = require('express');
const { handleErrors } = require('./security');
const app = express();

app.use(routes); // all of them
handleErrors(app);
// Starts the server
app.listen(3000);
