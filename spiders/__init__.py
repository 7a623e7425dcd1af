"""COLLECT: fetch pages politely and keep them as received."""
