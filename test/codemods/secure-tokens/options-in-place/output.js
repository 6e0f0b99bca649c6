import jwt from 'jsonwebtoken'

export const check = token => jwt.verify(token, process.env.JWT_SECRET, { issuer: 'shop', algorithms: ['HS256'] })
export const checkAll = token =>
  jwt.verify(token, process.env.JWT_SECRET, {
    issuer: 'shop',
    complete: true, // the header as well
    algorithms: ['HS256'],
  })
