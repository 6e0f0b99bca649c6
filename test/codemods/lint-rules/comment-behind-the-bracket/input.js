module.exports = [ // ours
  /* everything */ { rules: {} }
]
