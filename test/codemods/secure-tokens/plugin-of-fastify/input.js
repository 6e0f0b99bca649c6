import jwt from '@fastify/jwt';
app.register(jwt, { secret: process.env.JWT_SECRET });
app.register(jwt, {
  secret: process.env.JWT_SECRET,
  verify: { maxAge: '1d' },
});
app.register(jwt, { secret: { private: privateKey, public: publicKey } });
