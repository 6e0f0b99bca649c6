const cors = require('cors');

exports.shop = (app) => {
  const options = { origin: true };
  app.use(cors(options));
};

exports.admin = (app) => {
  const options = { origin: 'https://admin.example.com' };
  app.use(cors(options));
};
