const { verify } = require("jsonwebtoken");

function check(token, done) {
  verify(token, process.env.JWT_SECRET, { algorithms: ["HS256"] }, done);
  verify(token, process.env.JWT_SECRET, { algorithms: ["HS256"] }, function (error, claims) {
    done(error, claims);
  });
  verify(token,
         process.env.JWT_SECRET,
         { algorithms: ["HS256"] },
         (error, claims) => done(error, claims));
}
