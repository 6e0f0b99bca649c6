module.exports = (log, accessToken, id) => {
	log.warn(`token ${accessToken} of ${id}`)
}
