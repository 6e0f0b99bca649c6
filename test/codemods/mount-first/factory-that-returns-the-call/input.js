import express from 'express'

export const createApp = () => express()

export function createAdmin() {
  return express().use(express.json())
}
