const { verify } = require("jsonwebtoken");

function check(token, done) {
  verify(token, process.env.JWT_SECRET, done);
  verify(token, process.env.JWT_SECRET, function (error, claims) {
    done(error, claims);
  });
  verify(token,
         process.env.JWT_SECRET,
         (error, claims) => done(error, claims));
}
