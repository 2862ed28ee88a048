// A file of its own: the bundler runs what is in the older module system where the file that imports it begins, which
// in the file of the library would be after the library.
import 'reflect-metadata';
