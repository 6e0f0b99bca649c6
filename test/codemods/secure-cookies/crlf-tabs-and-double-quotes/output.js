const express = require("express");
function login(req, res) {
	res.cookie("token", token, {
		httpOnly: true,
		sameSite: "lax"
	});
}
