const { Strategy: JwtStrategy, ExtractJwt } = require('passport-jwt');

module.exports = (passport) =>
  passport.use(
    new JwtStrategy(
      { jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.JWT_SECRET },
      (claims, done) => done(null, claims),
    ),
  );
