export default [ {
