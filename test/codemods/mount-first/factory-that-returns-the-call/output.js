import express from 'express'
import { secureApp } from './security'

export const createApp = () => secureApp(express())

export function createAdmin() {
  return express().use(express.json())
}
