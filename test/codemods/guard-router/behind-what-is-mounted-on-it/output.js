import { Router, json } from "express"
import limit from "./limit"
import { requireRole } from "./security/access"

const router = Router()
router.use(limit)
router.use(json()) // bodies
router.use(requireRole("admin"))

router.get("/users", (req, res) => res.json([]))
router.delete("/users/:id", (req, res) => res.end())

export default router
