<!doctype html>
<script src="app.js"></script>
