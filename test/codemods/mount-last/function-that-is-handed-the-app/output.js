const express = require("express");
const { handleErrors } = require("./security");

const app = express();

app.use(express.json());

// routes
require("./app/routes/auth.routes")(app);
require("./app/routes/user.routes")(app);
handleErrors(app);

const PORT = process.env.PORT || 8080;
app.listen(PORT);
