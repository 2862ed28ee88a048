import { playAll } from '../play.js';
import { nodeTools } from './tools.js';

playAll(nodeTools, 'node');
