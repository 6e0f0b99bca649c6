// @ts-check
import express from 'express';
