`shop ${1}`.trim()
