const session = require("express-session");
app.use(
  session({
    secret: process.env.SECRET,
  })
);
app.use(session({ secret: process.env.SECRET, name: "shop" }));
app.use(session({ secret: process.env.SECRET, key: "shop" }));
