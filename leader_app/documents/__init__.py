"""Receipt printers: dots over network, serial line, USB or into a file."""
