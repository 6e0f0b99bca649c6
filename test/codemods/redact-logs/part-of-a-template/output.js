module.exports = (log, accessToken, id) => {
	log.warn(`token ${'[redacted]'} of ${id}`)
}
