const express = require('express');
const { handleErrors } = require('./security');

async function main() {
  try {
    const app = express();
    await connect();
    app.use(routes);
    handleErrors(app);
    app.listen(3000);
  } catch (err) {
    console.error(err);
  }
}

main();
