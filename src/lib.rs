//! Reads OCR text of Thai government letters (หนังสือราชการ).
