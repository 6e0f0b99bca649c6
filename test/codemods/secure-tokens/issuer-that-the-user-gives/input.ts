import jwt from "jsonwebtoken";

export const sign = (user: User) => jwt.sign({ sub: user.id }, secret, { expiresIn: "1h" });
export const check = (token: string) => jwt.verify(token, secret, { algorithms: ["HS256"] });
export const checkOther = (token: string) => jwt.verify(token, secret, { issuer: "https://other.example" });
