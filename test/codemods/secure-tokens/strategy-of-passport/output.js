const { Strategy: JwtStrategy, ExtractJwt } = require('passport-jwt');

module.exports = (passport) =>
  passport.use(
    new JwtStrategy(
      { jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.JWT_SECRET, algorithms: ['HS256'] },
      (claims, done) => done(null, claims),
    ),
  );
