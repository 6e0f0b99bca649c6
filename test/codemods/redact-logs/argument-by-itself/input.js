exports.login = (req) => {
  console.log('login', req.body.email, req.body.password); // for support
};
