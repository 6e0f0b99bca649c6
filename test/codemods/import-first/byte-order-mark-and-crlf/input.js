require("./app");
