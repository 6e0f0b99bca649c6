import { Router, json } from "express"
import limit from "./limit"

const router = Router()
router.use(limit)
router.use(json()) // bodies

router.get("/users", (req, res) => res.json([]))
router.delete("/users/:id", (req, res) => res.end())

export default router
