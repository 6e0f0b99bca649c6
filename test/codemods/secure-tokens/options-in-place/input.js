import jwt from 'jsonwebtoken'

export const check = token => jwt.verify(token, process.env.JWT_SECRET, { issuer: 'shop' })
export const checkAll = token =>
  jwt.verify(token, process.env.JWT_SECRET, {
    issuer: 'shop',
    complete: true, // the header as well
  })
