require("./security/env");
require("./app");
