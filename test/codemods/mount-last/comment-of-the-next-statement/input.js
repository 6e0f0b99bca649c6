const express = require('express');
const app = express();

app.use(routes); // all of them
// Starts the server
app.listen(3000);
