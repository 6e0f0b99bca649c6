'use strict';
const express = require('express');
