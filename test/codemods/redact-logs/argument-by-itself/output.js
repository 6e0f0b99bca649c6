exports.login = (req) => {
  console.log('login', req.body.email, '[redacted]'); // for support
};
