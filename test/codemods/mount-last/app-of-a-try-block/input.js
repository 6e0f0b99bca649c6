const express = require('express');

async function main() {
  try {
    const app = express();
    await connect();
    app.use(routes);
    app.listen(3000);
  } catch (err) {
    console.error(err);
  }
}

main();
