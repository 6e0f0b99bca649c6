const { loginLimiter } = require("./security");
router.post(/^\/login$/, login);
router.post("/login", loginLimiter, login);
