import { playAll } from '../play.js';
import { deployCliTools } from './tools.js';

playAll(deployCliTools, 'deploy-cli');
