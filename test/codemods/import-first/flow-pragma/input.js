/**
 * @flow
 */
import express from 'express';
